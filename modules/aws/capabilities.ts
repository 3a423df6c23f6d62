/**
 * Of the capabilities that Docker gives a container, those that a game does not need: to write to the host's audit log, to
 * make device files, to forge packets. The others are what images use to begin as root and change to another user.
 *
 * @see https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
 */
export const DROPPABLE_CAPABILITIES = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW'] as const;
