import {Route, Switch} from 'wouter';
import OrderPage from '@/pages/order';
import Products from '@/pages/products';
import Reports from '@/pages/reports';

export default function App() {
	return (
		<Switch>
			<Route path="/" component={Products} />
			<Route path="/orders/:id" component={OrderPage} />
			<Route path="/reports">{() => <Reports report="sales" />}</Route>
		</Switch>
	);
}
