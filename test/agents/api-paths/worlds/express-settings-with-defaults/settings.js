export const cloud = asBoolean(process.env.CLOUD);
export const clientId = process.env.CLIENT_ID || '';
export const clientSecret = process.env.CLIENT_SECRET ?? '';
export const settings = {docs: process.env.DOCS || 'false', stage: process.env.STAGE ?? 'development', base: process.env.BASE || 'api'};
export const beta = JSON.parse(process.env.BETA || 'false');

function asBoolean(value, otherwise = false) {
  if (value === undefined) return otherwise;
  return ['true', 'yes', '1'].includes(value.toLowerCase()) ? true : otherwise;
}
