import { type Step, steps } from './steps';
import { Evening } from './evening';

/** Steps that build on one another. */
export type Chapter<T> = (step: Step<T>) => void;

/** What a story is about, in an emulator of its own. */
export interface Subject {
  /** What happened since the last call, in lines. */
  happened?(): readonly string[];
  end(): Promise<void>;
}

/** Declares tests about two leaves that build on one another, in an emulator of their own. */
export function story(name: string, ...chapters: readonly Chapter<Evening>[]): void {
  storyOf(name, () => Evening.begin(), ...chapters);
}

/** Declares tests that build on one another. */
export function storyOf<T extends Subject>(
  name: string,
  begin: () => Promise<T>,
  ...chapters: readonly Chapter<T>[]
): void {
  describe(name, () => {
    let subject: T | undefined;

    beforeAll(async () => {
      subject = await begin();
    });
    afterAll(() => subject?.end());

    const step = steps(
      () => subject!,
      (one) => one.happened?.() ?? [],
    );
    for (const chapter of chapters) chapter(step);
  });
}
