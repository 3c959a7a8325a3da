export type Version = 1 | 2;

export const versioned = (version: Version, path: string) => `/v${version}/${path}`;
