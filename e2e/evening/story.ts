import { type Step, steps } from './steps';
import { Evening } from './evening';

/** Declares tests about two leaves that build on one another, in an emulator of their own. */
export function story(name: string, ...chapters: readonly ((step: Step<Evening>) => void)[]): void {
  describe(name, () => {
    let evening: Evening | undefined;

    beforeAll(async () => {
      evening = await Evening.begin();
    });
    afterAll(() => evening?.end());

    const step = steps(() => evening!);
    for (const chapter of chapters) chapter(step);
  });
}
