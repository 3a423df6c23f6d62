/** How many days a daily backup is kept. A locked vault takes none that is kept longer: nobody could delete it. */
export const BACKUP_DAYS = 35;

/** The least that a locked vault takes: a lock cannot be changed any more, but a later version may keep backups for less. */
export const MIN_LOCKED_BACKUP_DAYS = 7;
