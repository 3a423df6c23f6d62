import { MESSAGES } from './lookups/messages';
import { NETWORK } from './lookups/network';
import { STORAGE } from './lookups/storage';

/** Terraform type → how to find resources to whom AWS gave the id. */
export const LOOKUPS = { ...NETWORK, ...STORAGE, ...MESSAGES };
