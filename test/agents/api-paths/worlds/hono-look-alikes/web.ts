export const self = () => fetch('/self');
export const inTime = () => fetch('/late/in-time');
export const tooLate = () => fetch('/late/too-late');
export const unused = () => fetch('/unused');
export const other = () => fetch('/other', {method: 'POST'});
export const admin = () => fetch('/admin/users');
