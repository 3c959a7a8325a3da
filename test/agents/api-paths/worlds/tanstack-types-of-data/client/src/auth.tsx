import {useQuery} from '@tanstack/react-query';
import {createContext, useContext, type ReactNode} from 'react';
import type {User} from './types';

const AuthContext = createContext<{user: User | undefined; isLoading: boolean} | null>(null);

export function AuthProvider({children}: {children: ReactNode}) {
	const {data: user, isLoading} = useQuery<User>({queryKey: ['/api/user']});
	return <AuthContext.Provider value={{user, isLoading}}>{children}</AuthContext.Provider>;
}

export function useAuth() {
	const context = useContext(AuthContext);
	if (!context) throw new Error('useAuth must be used within an AuthProvider');
	return context;
}
