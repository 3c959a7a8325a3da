export const users = () => fetch('/users');
export const old = () => fetch('/old');
export const typedOld = () => fetch('/typed-old');
