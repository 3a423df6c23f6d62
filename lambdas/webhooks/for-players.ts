/** A call of AWS's command line, or a link to its console: only who has an account can use these. */
const FOR_ADMINISTRATORS = /\baws [a-z][a-z0-9-]* [a-z]|https:\/\/\S*console\.aws\.amazon\.com\//;

/** Names that only AWS's console needs. */
const LABELS = /^(Instance|Task): /;

/** A call of `./cm` about a leaf. */
const COMMAND = /\.\/cm [a-z-]+ [a-z0-9]/;

/**
 * What of an e-mail is for the people of a chat: without paragraphs that need an AWS account, without sentences that tell to run
 * `./cm`, and without ids of AWS. They get it where they are, so it is a message and no e-mail.
 *
 * @returns the subject where nothing is left
 */
export function forPlayers({ subject, message }: { readonly subject: string; readonly message: string }): string {
  const paragraphs = message
    .replaceAll('\r', '')
    .split(/\n{2,}/)
    .filter((paragraph) => !FOR_ADMINISTRATORS.test(paragraph))
    .map((paragraph) =>
      paragraph
        .split('\n')
        .filter((line) => !LABELS.test(line))
        .map((line) => sentences(line).join(' '))
        .filter((line) => line !== '')
        .join('\n'),
    )
    .filter((paragraph) => paragraph !== '');
  return paragraphs.length === 0 ? subject : asMessage(paragraphs.join('\n\n'));
}

function sentences(line: string): string[] {
  return line.split(/(?<=[.!?]) +/).filter((sentence) => !COMMAND.test(sentence));
}

/** What AWS sends is an e-mail wherever it is told. */
function asMessage(text: string): string {
  return text
    .replace(/\bby e-mail\b/g, 'by a message')
    .replace(/\bAn e-mail\b(?! from AWS\b)/g, 'A message')
    .replace(/\ban e-mail\b(?! from AWS\b)/g, 'a message')
    .replace(/\be-mail(s?)\b(?! from AWS\b)/g, 'message$1');
}
