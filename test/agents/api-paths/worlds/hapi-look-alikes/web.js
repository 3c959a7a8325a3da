export const report = (year) => fetch(`/reports/${year}/`);
export const unused = () => fetch('/unused');
export const unregistered = () => fetch('/unregistered');
