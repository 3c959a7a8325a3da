export const users = () => fetch('/users');
export const usersWithSlash = () => fetch('/users/');
export const groups = () => fetch('/groups');
export const groupsWithSlash = () => fetch('/groups/');
export const addGroup = () => fetch('/groups', {method: 'POST'});
export const addGroupWithSlash = () => fetch('/groups/', {method: 'POST'});
export const me = () => fetch('/users/me');
