"""Words that Chinese documents of this kind build their clauses with."""

from __future__ import annotations

import re
from typing import Final

_LEADS: Final = (
    *("要", "应", "必须", "务必", "应当", "应该", "必将", "不得", "严禁", "是"),
    *("持续", "切实", "大力", "自觉", "主动", "带头", "牢牢", "牢固", "扎实", "深入", "认真"),
    *("严格", "充分", "着力", "全面", "积极", "坚决", "始终", "不断", "进一步", "更好", "常态化"),
    *("多层面", "从严从实", "准确", "共同", "一体", "统筹", "有序", "稳步", "加快", "优先"),
    *(
        "时刻",
        "务实",
        "全力",
        "广泛",
        "尽快",
        "逐步",
        "继续",
        "突出",
        "注重",
        "努力",
        "奋力",
        "永远",
        "又",
        "也",
        "还",
        "既",
        "共",
    ),
)
"""What stands before a verb and is asked for with nothing: modal words and adverbs."""

_VERBS: Final = (
    *("坚持", "落实", "推进", "深化", "开展", "加强", "增强", "提升", "提高", "树立", "树牢"),
    *("做到", "健全", "完善", "引导", "弘扬", "传承", "守护", "把准", "坚定", "明确", "严守"),
    *("形成", "发挥", "肩负", "担负", "强调", "贯彻", "把握", "构建", "织密", "建强", "夯实"),
    *("锚定", "实施", "强化", "回应", "贴合", "符合", "围绕", "服务", "推动", "找准", "抓好"),
    *("分析", "体现", "紧扣", "优化", "细化", "组织", "助力", "治理", "确保", "取得", "激励"),
    *("展示", "对标", "永葆", "打造", "争做", "践行", "发扬", "争创", "练就", "掌握", "成为"),
    *("尊崇", "凝聚", "实现", "提供", "解读", "运用", "作为", "建设", "建立", "保障", "保护"),
    *("促进", "扩大", "增加", "减少", "支持", "鼓励", "完成", "达到", "保持", "维护", "防范"),
    *("化解", "整治", "打击", "培育", "培养", "发展", "改善", "改进", "创新", "探索", "制定"),
    *("出台", "修订", "启动", "举办", "召开", "审议", "通过", "印发", "部署", "检查", "监督"),
    *("管理", "教育", "宣传", "学习", "研究", "总结", "评估", "考核", "规范", "统一", "整合"),
    *("牢记", "铭记", "坚守", "站稳", "站在", "抓实", "抓严", "抓住", "守住", "补齐", "筑牢"),
    *("激发", "释放", "畅通", "打通", "破解", "攻克", "突破", "引进", "承接", "融入", "对接"),
    *("新建", "改造", "修缮", "建成", "投入", "安排", "下达", "拨付", "惠及", "覆盖", "帮扶"),
    *("突出", "注重", "展示", "进行", "富于", "指出", "要求", "严格", "带头", "倾斜", "坚定"),
    *("防治", "排查", "处置", "应对", "办好", "办理", "解决", "回答", "带动", "引领", "担当"),
)

_SERIES: Final = (
    *(
        "织密建强",
        "优化细化",
        "健全完善学习贯彻",
        "健全完善",
        "学习贯彻",
        "学习宣传贯彻",
        "教育引导",
    ),
    *(
        "贯彻落实",
        "抓严抓实",
        "抓实抓好",
        "助力建强",
        "巩固拓展",
        "巩固提升",
        "培育壮大",
        "发展壮大",
    ),
    *(
        "改造提升",
        "研究部署",
        "谋划推进",
        "组织实施",
        "组织开展",
        "争创争先",
        "对标对表",
        "自重自省",
    ),
    *("争做贯彻落实", "修订完善", "建立健全", "统筹推进", "协调推进", "推动落实", "督促落实"),
)
"""Verbs that share one object."""

PREDICATE: Final = rf"(?:{'|'.join(_LEADS)})*(?:{'|'.join((*_SERIES, *_VERBS))})(?:了|着|好|到)?"

CUE: Final = re.compile(
    r"(?:[^，、“”]{2,9}(?=要|应|必须)|[与同向使][^，、“”在]{1,9}?)?"
    rf"{PREDICATE}(?:(?:和|、|并){PREDICATE})*"
)
"""The words up to a verb, subject included; they are left standing before what is asked for."""

PIVOT: Final = re.compile(
    r"(?:引导|激励|鼓励|动员|组织)[^，、“”]{0,4}(?:党员、干部|党员|干部|群众|职工)"
)
"""A verb with the people whom it makes do something; what they do follows."""

LINKING: Final = re.compile("是|争做|成为|作为")
"""A verb that says what something is."""

ACTION: Final = re.compile(rf"{PREDICATE}|[忠勇勤善敢乐]于|忠诚|奋勇")
"""A verb, or what else one thing that is done can begin with."""

NUMERAL: Final = re.compile(r"[一二两三四五六七八九十]")
"""A phrase with one of these in it is a numbered abbreviation."""

CLASS_NOUNS: Final = (
    *("专项行动", "先锋行动", "行动", "工程", "计划", "活动", "目标", "制度", "要求", "工作"),
    *("意识", "战略", "机制", "体系", "原则", "方针", "政策", "规划", "方案", "项目", "基地"),
)
"""Nouns that say what a quoted phrase is the name of."""

FIGURE: Final = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s(?:per cent|percent|million|billion|thousand|metres|meters|miles|km|knots"
    r"|tons|years|days|hours|minutes|people|pounds|dollars|euros)\b"
    r"|(?<![\d.])(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日|底|初|上旬|中旬|下旬)"
    r"|\d[\d,]*(?:\.\d+)?(?:%|％|万|亿|千|百|余|多)*(?:个百分点|[个名家项件次座条户人元亩吨年天倍位场所"
    r"处台套篇]|公里|平方米|公顷|美元|小时|分钟|千米)?)"
)
"""Dates, amounts and shares, with their units."""

NAME: Final = re.compile(r"(?<=[a-z,;:]\s)[A-Z][\w’'-]+(?:\s(?:(?:of|the|and)\s)?[A-Z][\w’'-]+)+")
"""An English name of several words, where it doesn't begin a sentence."""
