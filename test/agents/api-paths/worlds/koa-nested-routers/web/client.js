export const threads = () => fetch('/api/threads');
export const threadsWithSlash = () => fetch('/api/threads/');
export const remove = (thread) => fetch(`/api/threads/${thread.id}`, {method: 'DELETE'});
export const flag = (thread, post) => fetch(`/api/threads/${thread.id}/posts/${post}/flags`, {method: 'PUT'});
export const imprint = () => fetch('/imprint');
export const ping = () => fetch('/API/Ping', {method: 'POST'});
export const thread = (id) => fetch(`/api/threads/${id}`);
export const posts = () => fetch('/threads/12/posts');
