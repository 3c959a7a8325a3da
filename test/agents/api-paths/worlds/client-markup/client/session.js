export function signIn() {
	window.location.href = '/api/auth/github';
}

export function signOut() {
	location.assign('/api/auth/logout');
}

export const openPdf = (id) => window.open(`/api/invoices/${id}/pdf`, '_blank');
export const home = () => window.location.replace('/home');
export const isHome = () => location.pathname === '/home';
