import {useEffect} from 'react';
import {useData, useRemote} from './use-remote';

export function Cart({sku}: {sku: string}) {
	const {read, write, erase} = useRemote();
	const remote = useRemote();
	const price = useData<{cents: number}>(`/api/prices/${sku}`);
	const stock = useData<number>('/api/stock/' + sku);

	useEffect(() => {
		void read('/cart');
	}, [read]);

	return (
		<div>
			<button onClick={() => write('/cart/items', {sku})}>{price?.cents}</button>
			<button onClick={() => erase(`/cart/items/${sku}`)}>Remove</button>
			<button onClick={async () => remote.write('/cart/checkout', {})}>{stock}</button>
		</div>
	);
}
