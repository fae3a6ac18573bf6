"""The sentences about every kind of problem a question file can have: one table, by code.

Codes are stable; people write them into scripts. The sentences are templates: the texts of
the file concerned are put in after translation.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from quiz.i18n import mark


class Text(NamedTuple):
    """What a code says: the message, the way out, and whether it is only a warning.

    `guess_suffices`: where the likely intention is known, it takes the place of the hint.
    """

    message: str
    hint: str = ""
    warning: bool = False
    guess_suffices: bool = False


NEAREST = mark("Did you mean “{nearest}”?")

MESSAGES: dict[str, Text] = {
    # The file
    "file-not-found": Text(
        mark("There is no file or folder “{path}”."),
        mark("Check the spelling, and the folder you are in."),
    ),
    "file-unreadable": Text(
        mark("The file can't be read: {reason}."),
        mark("Check who may read it."),
    ),
    "file-irregular": Text(
        mark("This is not an ordinary file."),
        mark("Give a question file, or a folder with question files."),
    ),
    "file-too-large": Text(
        mark("The file is larger than {limit} MiB."),
        mark("Divide it into several files."),
    ),
    "file-not-utf8": Text(
        mark("The file is not UTF-8 text (line {line})."),
        mark("Open it in an editor and save it with the encoding UTF-8."),
    ),
    "empty-file": Text(
        mark("The file is empty."),
        mark("A question file begins with “title: …”, then “questions:” and a list."),
    ),
    "control-character": Text(
        mark("An invisible control character ({character}) stands here."),
        mark("Delete it; the line may have to be typed again."),
    ),
    "too-many-values": Text(
        mark("The file holds more than {limit} values."),
        mark("Divide it into several files."),
    ),
    "long-gap": Text(
        mark("More than {limit} blanks stand in a row here."),
        mark("Delete them."),
    ),
    "long-text": Text(
        mark("This text has more than {limit} characters."),
        mark("Divide it; a question rests on a passage and is answered in a few words."),
    ),
    "long-list": Text(
        mark("The list “{key}” has more than {limit} items."),
        mark("Divide it into several questions."),
    ),
    "too-many-slips": Text(
        mark("Reading stopped here after {limit} places that are not YAML."),
        mark("Mend those first, then check again."),
    ),
    "too-many-warnings": Text(
        mark("After {limit} warnings no more of them are told."),
        mark("Mend those first, then check again."),
        warning=True,
    ),
    "too-many-errors": Text(
        mark("Reading stopped here after {limit} errors."),
        mark("Mend those first, then check again."),
    ),
    # YAML
    "syntax": Text(
        mark("This can't be read as YAML ({detail})."),
        mark("Compare with the lines above: indentation, colons, quotation marks."),
    ),
    "bad-escape": Text(
        mark("“{escape}” means nothing between double quotation marks."),
        mark("Write the backslash twice, or put the text in single quotation marks."),
    ),
    "directive": Text(
        mark("A line that begins with “%” speaks to the YAML parser; question files have none."),
        mark("Delete the line; if it is text, put it in quotation marks."),
    ),
    "fullwidth-colon": Text(
        mark("A full-width colon “：” follows “{key}”."),
        mark("Write an ordinary colon and a space: {key}: …"),
    ),
    "missing-space": Text(
        mark("There is no space after “{key}:”."),
        mark("Write a space after the colon: {key}: …"),
    ),
    "tab-indent": Text(
        mark("The line is indented with a tab."),
        mark("YAML takes spaces only: replace the tab by spaces, as in the lines above."),
    ),
    "bad-indent": Text(
        mark("The line is not indented like the one it belongs to."),
        mark("Keys of one question begin in the same column."),
    ),
    "unquoted-value": Text(
        mark("A text that begins with “{start}” has no quotation marks."),
        mark("Put the whole text in quotation marks: '{start}…'"),
    ),
    "unquoted-colon": Text(
        mark("A text that holds a colon and a space has no quotation marks."),
        mark("Put the whole text in quotation marks: '…: …'"),
    ),
    "unclosed-quote": Text(
        mark("A quotation mark opens here and isn't closed where it should be."),
        mark("Close it at the end of the text."),
    ),
    "text-after-quote": Text(
        mark("Text follows the closing quotation mark."),
        mark("Put the whole text in quotation marks of the other kind, or use “ ”."),
    ),
    "unclosed-bracket": Text(
        mark("The bracket “{start}” opens here and isn't closed."),
        mark("Close it, or put the text in quotation marks: '{start}…'"),
    ),
    "duplicate-key": Text(
        mark("“{key}” stands here for the second time; the first is in line {line}."),
        mark("Keep one of the two."),
    ),
    "bad-key": Text(
        mark("What stands before the colon is not a word."),
        mark("Put a text that holds brackets or braces in quotation marks: '…'"),
    ),
    "anchor": Text(
        mark("“&{name}” is an anchor, which question files don't use."),
        mark("Delete it, or put the text in quotation marks: '&{name}…'"),
    ),
    "alias": Text(
        mark("“*{name}” refers to another place, which question files don't do."),
        mark("Write the text out; if this is the text, put it in quotation marks: '*{name}…'"),
    ),
    "tag": Text(
        mark("“{name}” is a tag, which question files don't use."),
        mark("Delete it, or put the whole text in quotation marks: '{name} …'"),
    ),
    "several-documents": Text(
        mark("A second document begins here."),
        mark("Delete the line “---”, or make a file of its own."),
    ),
    "too-deep": Text(
        mark("Lists and keys are nested more than {limit} levels deep."),
        mark("If this is a text, put it in quotation marks: '…'"),
    ),
    # Keys and values
    "unknown-key": Text(
        mark("Nothing is known by the key “{key}”."),
        mark("Known here: {known}."),
        guess_suffices=True,
    ),
    "key-of-other-type": Text(
        mark("“{key}” has no place in a question of the type {type}."),
        mark("Delete it, or see which keys each type has."),
    ),
    "missing-key": Text(
        mark("“{key}” is missing."),
        mark("Add a line: {key}: …"),
    ),
    "not-a-question": Text(
        mark("This is not a question: it has neither “prompt”, “cloze” nor “front”."),
        mark("A question is a list item with keys: - prompt: …"),
    ),
    "no-value": Text(
        mark("“{key}” has no value."),
        mark("Write it after the colon. A text that begins with # needs quotation marks."),
    ),
    "empty-text": Text(
        mark("The text of “{key}” is empty."),
        mark("Write a text, or delete the line."),
    ),
    "not-text": Text(
        mark("“{key}” must be a text; this is a list or a group of keys."),
        mark("Write the text on the same line; put it in quotation marks if in doubt."),
    ),
    "not-a-list": Text(
        mark("“{key}” must be a list."),
        mark("Write each item on a line of its own after “- ”, or [one, two]."),
    ),
    "not-a-map": Text(
        mark("“{key}” must be a group of keys, each with a value."),
        mark("Write one “key: value” a line, indented."),
    ),
    "not-a-set": Text(
        mark("The file is not a question set: it has neither “title” nor “questions”."),
        mark("Write “title: …”, then “questions:” and the list of questions."),
    ),
    "not-a-number": Text(
        mark("“{key}” must be a number; “{value}” is none."),
        mark("Write digits only, without quotation marks."),
    ),
    "not-whole": Text(
        mark("“{key}” must be a whole number; “{value}” is not."),
        mark("Write digits only, without a decimal point."),
    ),
    "out-of-range": Text(
        mark("“{key}” must be from {least} to {most}; {value} is not."),
        mark("Write a number within these limits."),
    ),
    "not-true-or-false": Text(
        mark("“{key}” must be true or false; “{value}” is neither."),
        mark("Write true or false."),
    ),
    "bad-id": Text(
        mark("“{value}” can't be an id."),
        mark("An id is one line of at most {most} characters."),
    ),
    "too-few": Text(
        mark("“{key}” has {count} items and needs at least {least}."),
        mark("Add what is missing, or choose another type of question."),
    ),
    "too-many": Text(
        mark("“{key}” has {count} items and can have {most} at most."),
        mark("Leave some out, or make several questions of it."),
    ),
    "unknown-type": Text(
        mark("There is no question type “{value}”."),
        mark("The types are: {known}."),
        guess_suffices=True,
    ),
    "type-disagrees": Text(
        mark("The type says {type}, but the keys are those of {implied}."),
        mark("Delete the line “type”, or change the keys."),
    ),
    # Questions
    "repeated-option": Text(
        mark("The option “{text}” stands here for the second time."),
        mark("Change or delete one of the two."),
    ),
    "repeated-item": Text(
        mark("“{text}” stands in “{key}” for the second time."),
        mark("Change or delete one of the two."),
    ),
    "repeated-answer": Text(
        mark("“{text}” is named twice as an answer."),
        mark("Name each right option once."),
    ),
    "answer-not-an-option": Text(
        mark("The answer “{text}” is not one of the options."),
        mark("Write the letter of an option, from A to {last}, or its text."),
    ),
    "ambiguous-answer": Text(
        mark("“{text}” can mean a letter and is also the text of another option."),
        mark("Give the letter of the option that you mean, or change that option's text."),
    ),
    "one-answer": Text(
        mark("A question of the type single has one answer; here is a list."),
        mark("Write one letter, or make it “type: multiple”."),
    ),
    "no-blank": Text(
        mark("The cloze has no blank."),
        mark("Put double braces around what is asked for: {{{{…}}}}"),
    ),
    "unclosed-blank": Text(
        mark("A blank is opened and not closed: “{text}”."),
        mark("Close it with two braces: }}}}"),
    ),
    "empty-blank": Text(
        mark("A blank holds no answer: “{text}”."),
        mark("Write the right text between the braces: {{{{…}}}}"),
    ),
    "nested-braces": Text(
        mark("A blank stands within another: “{text}”."),
        mark("Close the first one before the next begins."),
    ),
    "stray-braces": Text(
        mark("Two braces close a blank that isn't open: “{text}”."),
        mark("Write {{{{ before the blank, if one was meant."),
        warning=True,
    ),
    "repeated-id": Text(
        mark("The id “{id}” is already that of the question in line {line}."),
        mark("Give each question of a set its own id."),
    ),
    "same-question": Text(
        mark("The question in line {line} asks the same in the same way."),
        mark("Delete one of the two, or give each an id: id: …"),
    ),
    # The source
    "source-not-found": Text(
        mark("There is no document “{path}”."),
        mark("The path of a source begins at the folder of the question file."),
    ),
    "source-unreadable": Text(
        mark("The source can't be read: {reason}."),
        mark("Check who may read it."),
    ),
    "source-irregular": Text(
        mark("The source is not an ordinary file."),
        mark("Name a text, .docx or PDF file."),
    ),
    "source-too-large": Text(
        mark("The source is larger than {limit} MiB."),
        mark("Divide it into several files."),
    ),
    "source-not-utf8": Text(
        mark("The source is not UTF-8 text (its line {line})."),
        mark("Open it in an editor and save it with the encoding UTF-8."),
    ),
    "source-too-long": Text(
        mark("The source has more than {limit} characters."),
        mark("Divide it into several files."),
    ),
    "source-too-much": Text(
        mark("With this one, the sources of the set have more than {limit} characters."),
        mark("Divide the set into several."),
    ),
    "too-much-to-search": Text(
        mark("What the questions from here on quote was not looked for: the source is too long."),
        mark("Divide the set, or give its parts shorter sources."),
    ),
    "source-too-many-lines": Text(
        mark("The source has more than {limit} lines."),
        mark("Divide it into several files."),
    ),
    "source-needs-extra": Text(
        mark("Reading a {ending} document needs the extra “documents”."),
        mark("`pip install python-docx pypdf` installs it; or save the document as text."),
    ),
    "source-damaged": Text(
        mark("The document can't be read: {reason}."),
        mark("Open it in its own program and save it again, or save it as text."),
    ),
    "source-no-text": Text(
        mark("The PDF holds pictures of text, and no text."),
        mark("Have its text recognised by another program first."),
    ),
    "quote-not-in-source": Text(
        mark("The source does not hold “{text}”."),
        mark("Copy the passage from the source, character for character."),
    ),
    "quote-inexact": Text(
        mark("The source does not hold “{text}”; its line {line} reads “{found}”."),
        mark("Copy the passage from the source, character for character."),
    ),
    "cloze-not-in-source": Text(
        mark("With its blanks filled, this does not stand in the source: “{text}”."),
        mark("Use the exact words, or write “grounded: false” if the wording is your own."),
    ),
    "cloze-inexact": Text(
        mark("With its blanks filled, “{text}”; line {line} of the source reads “{found}”."),
        mark("Use the exact words, or write “grounded: false” if the wording is your own."),
    ),
    "answer-not-in-passage": Text(
        mark("“{text}” is asked for, but does not stand in the quote or its paragraph."),
        mark("Quote the right passage, or write “grounded: false” if the wording is your own."),
    ),
    "answer-inexact": Text(
        mark("“{text}” is asked for, but the passage reads “{found}”."),
        mark("Use the exact words, or write “grounded: false” if the wording is your own."),
    ),
    "no-quote": Text(
        mark("The set has a source, but this question quotes nothing from it."),
        mark("Add the passage it rests on: quote: …"),
        warning=True,
    ),
    "unknown-lint-code": Text(
        mark("There is no item-writing rule “{code}”; this silences nothing."),
        mark("`quiz check --lint` shows the code of each finding."),
        warning=True,
    ),
    # The library
    "folder-unreadable": Text(
        mark("The folder can't be read: {reason}."),
        mark("Check who may read it."),
    ),
    "folders-too-deep": Text(
        mark("Folders are nested more than {limit} deep; those below were not looked into."),
        mark("Move the question files further up."),
    ),
    "duplicate-set-id": Text(
        mark("The set id “{id}” is already that of {other}; this file is left out."),
        mark("Give one of the two files another id: id: …"),
    ),
    "shadows": Text(
        mark("The set “{id}” stands in front of the one that ships with the program."),
        mark("Give it an id of its own to see both: id: …"),
        warning=True,
    ),
    # Item-writing rules
    "lint-longest-key": Text(
        mark(
            "The right option is the longest in {count} of {total} single choices; "
            "by chance it would be in {expected}."
        ),
        mark("Make right options shorter or wrong ones longer, until length says nothing."),
        warning=True,
    ),
    "lint-one-type": Text(
        mark("{count} of {total} questions are of the type {type}."),
        mark("Ask some of them in another way; what is produced is remembered longest."),
        warning=True,
    ),
    "lint-unequal-length": Text(
        mark("The option “{text}” stands out by its length."),
        mark("Make the options about as long as each other."),
        warning=True,
    ),
    "lint-unequal-form": Text(
        mark("The option “{text}” stands out by its form."),
        mark("Give all options quotation marks and a full stop, or none; all digits, or words."),
        warning=True,
    ),
    "lint-same-option": Text(
        mark("The options “{other}” and “{text}” say the same."),
        mark("Replace one of the two, so that each can be right or wrong by itself."),
        warning=True,
    ),
    "lint-true-distractor": Text(
        mark("The passage makes the wrong option “{text}” right as well."),
        mark("Take one from elsewhere in the source, or say more exactly what is asked."),
        warning=True,
    ),
    "lint-foreign-distractor": Text(
        mark("The wrong option “{text}” does not stand in the source."),
        mark("The source has others of its class: {kin}"),
        warning=True,
    ),
    "lint-gives-away": Text(
        mark("The prompt gives “{text}” away, which belongs to its key."),
        mark("Say it in other words, or ask for something else of the passage."),
        warning=True,
    ),
    "lint-gives-away-other": Text(
        mark("The prompt of {other} gives away what this question asks for."),
        mark("Leave out there what is asked for here."),
        warning=True,
    ),
    "lint-unmarked-negative": Text(
        mark("The prompt asks for a negative (“{text}”) that is easily overlooked."),
        mark("Ask for what is so; or mark the word: 【不】, **not**, NOT"),
        warning=True,
    ),
    "lint-near-duplicate": Text(
        mark("This asks nearly the same as {other}."),
        mark("Delete one of the two, or ask in another way."),
        warning=True,
    ),
    "lint-unexplained": Text(
        mark("The question has neither an explanation nor a quote."),
        mark("Say why the answer is right: explanation: … or quote: …"),
        warning=True,
    ),
    "lint-idle-allow": Text(
        mark("“{code}” is allowed here, but there is nothing that it would find."),
        mark("Delete the line."),
        warning=True,
    ),
}

LINT_CODES: Final = tuple(
    code for code in MESSAGES if code.startswith("lint-") and code != "lint-idle-allow"
)
"""The codes of the item-writing rules, which a question file can allow to be broken."""
