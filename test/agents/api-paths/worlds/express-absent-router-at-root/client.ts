export const health = () => fetch('/health');
export const sso = () => fetch('/sso/providers');
