import { greeting } from './greeting';

export const handler = (event: { name: string }): string => greeting(event.name);
