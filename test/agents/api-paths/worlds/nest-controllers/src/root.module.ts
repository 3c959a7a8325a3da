import {Module} from '@nestjs/common';
import {StatusController} from './status.controller';
import {TeamsController, TeamMembersController} from './teams.controller';

@Module({controllers: [StatusController, TeamsController, TeamMembersController]})
export class RootModule {}
