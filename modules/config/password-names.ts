const PASSWORD =
  /(password|passwd|passwrd|passphrase|.pwd|.pw|web_?hook(_?ur[il])?)$|(^|[_.-])(pass|pw|token|secret|credentials|(api|access|private|secret)_?key)$/i;

/** What in a URL lets whoever has it in: `user:password@`, the path of a webhook, a parameter with a token. */
const CREDENTIALS = [
  /:\/\/[^/\s:@]*:[^/\s@]+@/,
  /\bdiscord(app)?\.com\/api\/(v\d+\/)?webhooks\/./i,
  /\bhooks\.slack\.com\/./i,
  /:\/\/\S*[?&]([\w-]*[_-])?(token|secret|password|api_?key)=[^\s&]/i,
];

/** Whether a variable's name says that its value is a password, e.g. `SERVER_PASS`, `CF_API_KEY` or `DISCORD_WEBHOOK_URL`. */
export function namesPassword(name: string): boolean {
  return PASSWORD.test(name);
}

/** Whether a text has a URL that lets whoever has it in, e.g. `postgres://user:password@host`. */
export function holdsCredential(text: string): boolean {
  return CREDENTIALS.some((credential) => credential.test(text));
}

/** Whether a variable's value is one: a URL with a credential, or under such a name not empty, and not only a switch. */
export function isPassword(name: string, value: string): boolean {
  return (
    holdsCredential(value) || (namesPassword(name) && value !== '' && !/^(true|false|yes|no|on|off)$/i.test(value))
  );
}
