export const batch = () => fetch('/api/trpc/user.list?batch=1', {method: 'POST'});
export const any = (path: string) => fetch(`/api/proxy/${path}`, {method: 'PATCH'});
