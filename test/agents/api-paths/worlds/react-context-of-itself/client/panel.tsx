import {createContext, useContext} from 'react';

const PanelContext = createContext({base: '/api/panels'});

/** Each panel hands on what the one around it gives. */
export function Panel({title, children}) {
	const outer = useContext(PanelContext);
	return <PanelContext.Provider value={{...outer, title}}>{children}</PanelContext.Provider>;
}

export function PanelBody({id}) {
	const {base} = useContext(PanelContext);
	const close = () => fetch('/api/panels', {method: 'DELETE'});
	const rename = () => fetch(`${base}/${id}`, {method: 'PUT'});
	return <button onClick={id ? rename : close}>Close</button>;
}

export const App = () => (
	<Panel title="one">
		<Panel title="two">
			<PanelBody id={7} />
		</Panel>
	</Panel>
);
