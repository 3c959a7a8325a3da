import {createContext, useCallback, useContext, useState} from 'react';
import {formatReef} from './reefs';
import {ThemeProvider} from './theme';

interface Session {
	call: (path: string, options?: RequestInit) => Promise<unknown>;
	name: string;
}

const SessionContext = createContext<Session>({call: async () => undefined, name: ''});
export const useSession = (): Session => useContext(SessionContext);

export function SessionProvider({children}) {
	const [token, setToken] = useState('');
	const send = useCallback(
		async (path: string, options: RequestInit = {}) => {
			const url = path + (path.includes('?') ? '&' : '?') + 'lang=en';
			return fetch(url, {...options, headers: {Authorization: token}});
		},
		[token],
	);
	const call = useCallback(
		async (path: string | null, options: RequestInit = {}) => {
			if (typeof path !== 'string') return;
			return (await send(path, options)).json();
		},
		[send],
	);
	return (
		<SessionContext.Provider value={{call, name: formatReef('home')}}>
			<ThemeProvider>{children}</ThemeProvider>
		</SessionContext.Provider>
	);
}
