export const statuses = ['open', 'held'] as const;
export type Status = (typeof statuses)[number];
