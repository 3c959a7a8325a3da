import logo from './logo.svg';

export function Invoice({invoice, user}) {
	const download = () => {
		const link = document.createElement('a');
		link.href = '/api/export.csv';
		link.click();
	};
	return (
		<main>
			<img src={logo} alt="" />
			<img src={`/api/users/${user.id}/avatar`} alt={user.name} />
			<a href={'/api/invoices/' + invoice.id + '/pdf'} download>PDF</a>
			<a href={`/api/invoices/${invoice.id}/xml`}>XML</a>
			<a href="/invoices">All invoices</a>
			<a href="#total">Total</a>
			<a href="mailto:billing@example.com">Questions</a>
			<a href="https://example.com/api/help">Help</a>
			<a href={user.website}>Website</a>
			<form action="/api/upload" method="post" encType="multipart/form-data">
				<button onClick={download}>Send</button>
			</form>
		</main>
	);
}
