// zod loads what it says in fifty languages, in every test file that has it somewhere; English it has without them.
