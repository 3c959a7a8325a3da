export const settings = {
  port: Number(process.env.ADMIN_PORT ?? 4000),
  prefix: process.env.ADMIN_PREFIX || 'admin',
} as const;
