export enum Path {
	Offers = '/offers',
	Login = '/login',
	Favorites = '/favorite',
}
