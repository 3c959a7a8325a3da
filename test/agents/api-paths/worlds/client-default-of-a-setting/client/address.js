export const host = window.host || '';
export const under = window.under || '';
export const port = window.location.port;
export const address = `${window.location.protocol}//${host || window.location.hostname}${port ? ':' + port : ''}${under ? '/' + under : ''}`;
