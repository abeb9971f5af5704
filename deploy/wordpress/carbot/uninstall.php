<?php
/**
 * Leaves nothing behind.
 *
 * @package CarBot
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	$carbot_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $carbot_sites as $carbot_site ) {
		switch_to_blog( $carbot_site );
		delete_option( 'carbot' );
		restore_current_blog();
	}
} else {
	delete_option( 'carbot' );
}
