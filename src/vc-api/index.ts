export { verifierRoutes } from './verify/routes.ts';
