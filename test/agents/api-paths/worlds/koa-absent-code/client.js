export const users = () => fetch('/users');
export const audit = () => fetch('/audit/lines');
