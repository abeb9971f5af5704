<?php
/**
 * Plugin Name:       CarBot
 * Description:       The CarBot chat on your website. It loads and stores nothing until a visitor opens it.
 * Version:           1.0.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * Author:            CarBot
 * License:           MIT OR Apache-2.0
 * Text Domain:       carbot
 * Domain Path:       /languages
 *
 * @package CarBot
 */

defined( 'ABSPATH' ) || exit;

define( 'CARBOT_FILE', __FILE__ );
define( 'CARBOT_VERSION', '1.0.0' );

require_once __DIR__ . '/includes/class-carbot-options.php';
require_once __DIR__ . '/includes/class-carbot-frontend.php';
require_once __DIR__ . '/includes/class-carbot-settings.php';

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'carbot', false, dirname( plugin_basename( CARBOT_FILE ) ) . '/languages' );
	}
);

( new CarBot_Frontend() )->register();
if ( is_admin() ) {
	( new CarBot_Settings() )->register();
}
