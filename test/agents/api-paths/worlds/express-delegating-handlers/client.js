export const late = () => fetch('/lazy/late');
export const other = () => fetch('/lazy/other');
export const closed = () => fetch('/closed/door');
export const gone = () => fetch('/gone/wind');
export const stored = (name) => fetch(`/stored/${name}`);
