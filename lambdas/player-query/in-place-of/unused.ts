/**
 * In place of packages that only protocols use which must not be asked (modules/aws/bundle.ts): gamedig makes a Telnet for
 * each query, and uses it where there is a password.
 */
export class Telnet {}

export class XMLParser {}

export const XMLValidator = {};

export class Client {}
