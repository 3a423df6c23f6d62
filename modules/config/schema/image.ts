// The grammar of https://pkg.go.dev/github.com/distribution/reference, with upper case allowed everywhere.
const HOST = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?';
const COMPONENT = '[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*';
const TAG = ':[a-z0-9_][a-z0-9_.-]{0,127}';
const DIGEST = '@[a-z][a-z0-9]*:[0-9a-f]{32,}';
const IMAGE = new RegExp(`^((?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*)((?:${TAG})?(?:${DIGEST})?)$`, 'i');

/** Whether Docker could pull it: `[registry/]repository[:tag][@digest]`. */
export function isImage(image: string): boolean {
  return image.length <= 255 && IMAGE.test(image);
}

/** The image with its registry and repository in lower case; tag and digest stay as they are. */
export function normalizeImage(image: string): string {
  return image.replace(IMAGE, (_image, repository: string, rest: string) => repository.toLowerCase() + rest);
}
