import {createContext} from 'react';
import {Dives} from './dive';

const ThemeContext = createContext({dark: false});

export function ThemeProvider({children}) {
	return (
		<ThemeContext.Provider value={{dark: true}}>
			{children}
			<Dives reefs={[]} />
		</ThemeContext.Provider>
	);
}
