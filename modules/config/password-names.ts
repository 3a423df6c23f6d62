const PASSWORD =
  /(password|passwd|passwrd|passphrase|.pwd|.pw)$|(^|[_.-])(pass|pw|token|secret|credentials|(api|access|private|secret)_?key)$/i;

/** Whether a variable's name says that its value is a password, e.g. `SERVER_PASS` or `CF_API_KEY`. */
export function namesPassword(name: string): boolean {
  return PASSWORD.test(name);
}

/** Whether a value of such a variable is one: not empty, and not only a switch. */
export function isPassword(name: string, value: string): boolean {
  return namesPassword(name) && value !== '' && !/^(true|false|yes|no|on|off)$/i.test(value);
}
