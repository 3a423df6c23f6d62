/**
 * In place of the package iconv-lite, half a megabyte of tables (modules/aws/bundle.ts): Node.js can decode what gamedig
 * asks for.
 */
const iconv = {
  decode: (bytes: Buffer, encoding: string): string =>
    new TextDecoder(encoding === 'win1252' ? 'windows-1252' : encoding).decode(bytes),
};

// gamedig imports it so
// eslint-disable-next-line import/no-default-export
export default iconv;
