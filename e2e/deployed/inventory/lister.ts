import { type Clients } from '../../emulator/clients';

/** Names of all resources of one kind: of one page, which our few fit on. */
export type Lister = (clients: Clients) => Promise<readonly (string | undefined)[]>;
