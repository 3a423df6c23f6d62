import { withText } from '../answers';
import { type ApiCall, type Gap, withBody } from '../api-call';
import { onAction } from '../on-action';
import { element, parameter } from './query-protocol';

const USER_DATA = 'LaunchTemplateData.UserData';

/** Launch templates: tags that moto adds, and user data of later versions, from which it launches nothing. */
export function launchTemplateGaps(): Gap[] {
  return [tags, ...userData()];
}

/** AWS does not list the tags of the template itself among those that it gives to what it launches. */
const tags = onAction('ec2', 'DescribeLaunchTemplateVersions', async (call, next) =>
  withText(await next(call), (text) =>
    text.replace(/<item><resourceType>launch-template<\/resourceType><tagSet>.*?<\/tagSet><\/item>/gs, ''),
  ),
);

/** moto fails to launch an instance from a version with user data, but for a template's first. So it never gets them, and they are kept here. */
function userData(): Gap[] {
  const kept = new Map<string, string>();
  const key = ({ region }: ApiCall, id: string, version: string) => `${region}/${id}/${version}`;
  const create = onAction('ec2', 'CreateLaunchTemplateVersion', async (call, next) => {
    const data = parameter(call, USER_DATA);
    if (data === '') return next(call);
    const form = new URLSearchParams(call.body.toString());
    form.delete(USER_DATA);
    return withText(await next(withBody(call, form.toString())), (text) => {
      const [, id = ''] = /<launchTemplateId>([^<]+)</.exec(text) ?? [];
      const [, version = ''] = /<versionNumber>([^<]+)</.exec(text) ?? [];
      kept.set(key(call, id, version), data);
      return withUserData(text, () => data);
    });
  });
  const describe = onAction('ec2', 'DescribeLaunchTemplateVersions', async (call, next) =>
    withText(await next(call), (text) => withUserData(text, (id, version) => kept.get(key(call, id, version)))),
  );
  return [create, describe];
}

/** In moto's answers the data come after the template's id and the version's number. */
function withUserData(text: string, dataOf: (id: string, version: string) => string | undefined): string {
  return text.replace(
    /<launchTemplateId>([^<]+)<(?:(?!<launchTemplateId>).)*?<versionNumber>([^<]+)<(?:(?!<launchTemplateId>).)*?(?=<\/launchTemplateData>)/gs,
    (begin: string, id: string, version: string) => {
      const data = dataOf(id, version);
      return data === undefined ? begin : begin + element('userData', data);
    },
  );
}
