/** A webhook did not get a post. The message says why in words of ours: those of others could repeat its address. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
}
