// cdktf loads archiver, a hundred files, for assets that are archives: we have none (Terraform packs the functions).
module.exports = () => {
  throw new Error('an asset that cdktf itself archives: take archiver out of moduleNameMapper in jest.config.mjs');
};
