/**
 * In place of the package seek-bzip (modules/aws/bundle.ts): a small compressed answer can unpack to any amount, and only
 * games of before 2007 compress. gamedig takes the error for a wrong answer.
 */
const bzip = {
  decode: (): never => {
    throw new Error('compressed answers are not read');
  },
};

// gamedig imports it so
// eslint-disable-next-line import/no-default-export
export default bzip;
