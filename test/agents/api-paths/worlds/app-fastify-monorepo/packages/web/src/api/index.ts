export * from './rooms';
export * as bookings from './bookings';
