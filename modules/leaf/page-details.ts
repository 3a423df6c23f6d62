import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';

import { leafParameter } from '../../lambdas/shared/parameter-names';
import { type LeafOnPage } from '../../lambdas/start-page/contract';
import { literal } from '../aws/literal';
import { ValidationError } from '../aws/validation-error';

/** Of a parameter of the standard tier: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MAX_BYTES = 4_096;

export interface PageDetailsProps {
  /** `Name` of base.yaml. */
  readonly project: string;
  /** As people write it, with its dots. */
  readonly leafId: string;
  /** Of plain text, without tokens. */
  readonly details: LeafOnPage;
}

/** Tells base's start page and Discord what the tags of the leaf's group do not: a parameter, which costs nothing. */
export class PageDetails extends Construct {
  /** @throws ValidationError when AWS would refuse the parameter for its length */
  constructor(scope: Construct, id: string, { project, leafId, details }: PageDetailsProps) {
    super(scope, id);
    const value = parameterText(details);
    const bytes = Buffer.byteLength(value);
    if (bytes > MAX_BYTES) {
      throw new ValidationError(
        this,
        `what the start page shows has ${bytes} bytes, and a parameter takes ${MAX_BYTES}: shorten StartPage.Note`,
      );
    }
    new SsmParameter(this, 'Parameter', {
      name: leafParameter(project, leafId),
      description: `What the start page shows of ${leafId}`,
      type: 'String',
      tier: 'Standard',
      // shown in plans: it is no secret
      insecureValue: literal(value),
    });
  }
}

/** JSON without `{{`, in which SSM would look for another parameter: in JSON of these details it can only be a part of text. */
function parameterText(details: LeafOnPage): string {
  return JSON.stringify(details).replaceAll('{{', String.raw`{\u007b`);
}
