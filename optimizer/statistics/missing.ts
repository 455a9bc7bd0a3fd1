/** Whether a value is missing. Bound once: where code runs in a VM context, looking a global up in every turn of a hot loop costs more than the turn. */
export const isMissing = Number.isNaN;
