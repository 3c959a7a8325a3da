import {Module} from '@nestjs/common';
import {RouterModule} from '@nestjs/core';
import {AdminModule, MetricsModule, ReportsModule} from './admin';

@Module({
  imports: [
    AdminModule,
    RouterModule.register([
      {
        path: 'admin',
        module: AdminModule,
        children: [{path: 'metrics', module: MetricsModule}, ReportsModule],
      },
    ]),
  ],
})
export class AppModule {}
