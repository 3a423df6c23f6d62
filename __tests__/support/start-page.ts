import type * as bundlePageModule from '../../modules/aws/bundle-page';

// Bundled functions have their page as START_PAGE (modules/aws/bundle.ts). Tests make it when one asks.
Object.defineProperty(globalThis, 'START_PAGE', {
  configurable: true,
  get: () =>
    jest.requireActual<typeof bundlePageModule>('../../modules/aws/bundle-page').bundlePage('lambdas/start-page/page')
      .page,
});
