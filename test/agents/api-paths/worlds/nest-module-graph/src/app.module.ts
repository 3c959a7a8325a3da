import {Module, forwardRef} from '@nestjs/common';
import {TypeOrmModule} from '@nestjs/typeorm';
import {featureModules} from './features';
import {AuditModule} from './audit';
import {CatsModule} from './cats';
import {QueueModule} from './queue';

@Module({
  imports: [TypeOrmModule.forRoot({type: 'sqlite'}), forwardRef(() => CatsModule), AuditModule.forRoot({path: 'audit'}), QueueModule.register({retries: 3}), ...featureModules],
})
export class AppModule {}
