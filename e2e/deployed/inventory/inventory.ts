import { QUERY_LOG_REGION } from '../../../modules/aws/query-log-region';
import { clientsOf, destroyClients } from '../../emulator/clients';
import { REGION } from '../project-in-emulator';
import { GLOBAL } from './global';
import { REGIONAL } from './regional';

/** Everything in the emulator's account, in both regions: `PLACE, KIND: NAME`, in alphabetical order. */
export async function inventory(endpoint: string): Promise<string[]> {
  const places = [REGION, QUERY_LOG_REGION].map((region) => ({ place: region, region, listers: REGIONAL }));
  const lines = [...places, { place: 'everywhere', region: REGION, listers: GLOBAL }].map(
    async ({ place, region, listers }) => {
      const clients = clientsOf(endpoint, region);
      const kinds = Object.entries(listers).map(async ([kind, list]) =>
        (await list(clients)).map((name) => `${place}, ${kind}: ${name ?? ''}`),
      );
      const found = (await Promise.all(kinds)).flat();
      destroyClients(clients);
      return found;
    },
  );
  return (await Promise.all(lines)).flat().sort();
}
