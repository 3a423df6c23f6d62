import { type Clients } from '../../emulator/clients';

/** Names of all resources of one kind. Reads one page: the tests never have more. */
export type Lister = (clients: Clients) => Promise<readonly (string | undefined)[]>;
